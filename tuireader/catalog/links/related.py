"""Posts related to one by tags, links and rare words, and its neighbours in a series."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from tuireader.catalog.names import folded_name
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.links.graph import LinkGraph

_WORDS: Final = """
about above across after again against almost along already also although always among another anybody anyone
anything around away back because been before behind being below between both cannot come comes could does doing
done down during each either else enough even ever every everybody everyone everything from gets getting give given
goes going gone have having here hers herself himself however into itself just less like made make makes making many
might more most much must myself never next nobody none nothing often once only onto other others ours over perhaps
quite rather really said same says seem seems several shall should since some somebody someone something sometimes
soon still such sure take taken takes than that their theirs them themselves then there these they this those three
through till together told took toward towards under unless until upon very well went were what whatever when
whenever where wherever whether which while whoever whom whose will with within without would your yours yourself

aber alle allem allen aller alles andere anderen auch beim bereits bevor bist damit dann dass dein deine denn
dennoch deren dessen diese diesem diesen dieser dieses doch dort durch eine einem einen einer eines einige etwas
euch euer ganz gegen gibt haben hast hatte hatten hier hinter ihre ihrem ihren ihrer immer jede jedem jeden jeder
jedes jedoch jetzt kann kein keine keinen keiner können mehr mein meine meinem meinen meiner mich muss nach nicht
nichts noch oder ohne schon sehr sein seine seinem seinen seiner seit selbst sich sind sondern unser unsere unter
viel viele vielen warum weil wenn werden wieder wird wurde wurden zwischen über

ainsi alors après aucun aussi autre autres avant avec avoir beaucoup bien cela celle celles celui cependant ceux
chaque chez comme comment contre dans depuis derrière donc elle elles encore entre faire fait font leur leurs lors
lorsque mais moins même mêmes notre nous parce parfois pendant peut peuvent plus plusieurs pour pourquoi près puis
quand quel quelle quelles quelque quelques quels quoi sans sera seulement sinon soit sont sous souvent suis tandis
tous tout toute toutes trop très vers voici voilà votre vous étaient était être

agora ahora ainda algo algum alguna algunas alguno algunos alla allora allá allí altra altre altri altro além anche
ancora ante antes aquella aquello aquí assim através aunque avere aveva bene cada casi coloro como contra cosa così
cual cuando cuándo cuánto cómo dagli dalla dalle degli dela dele deles della delle dello dentro depois desde donde
dopo dove dunque durante dónde ella ellas ellos entonces então essa esse essere esta estas este esto estos está
están fare fino fueron hace hacia hanno hasta hemos infatti isso isto loro luego meno mentre mesmo mientras mismo
molti molto mucha muchas mucho muchos muito muitos nada nadie nella nelle nello niente ninguna nosotros nossa nosso
nostra nostro nuestra nuestro numa nunca ogni oltre onde ormai otra otras otro otros outra outro para pela pelo
pelos perché pero però poco porque prima proprio puede pueden pues quais qual qualche quale quando quanto quasi
quella quelli quello quem questa queste questi questo quien quindi quién seja sempre senza seus sido siempre sobre
solo somente somos sono sotto stata stato suas sulla sulle sólo también também tanto tiene tienen tinha toda todas
todavía todo todos tras tudo tutta tutte tutti tutto umas unas unos usted ustedes verso você vocês vostro

alleen altijd anders bent daar daarom deze door echter eens elke geen geweest haar hadden hebben heeft hoewel ieder
iemand iets jouw kunnen maar meer mijn moet moeten naar niet niets omdat onder ongeveer onze reeds samen sinds
steeds toch toen tussen veel voor waar waarom wanneer waren weer welke werd wordt zelf zich zijn zoals zonder zulke
"""
FUNCTION_WORDS: Final = frozenset(_WORDS.split())
"""Words without meaning of their own in English, German, French, Spanish, Portuguese and Italian, and Dutch."""


def series_of(catalog: Catalog, post_id: PostId) -> tuple[Post, ...]:
    """The posts of a post's series, the oldest first; none without a series."""
    post = catalog.get(post_id)
    if post is None or not post.series:
        return ()
    name = folded_name(post.series)
    return tuple(reversed([one for one in catalog if one.series and folded_name(one.series) == name]))


def series_neighbours(catalog: Catalog, post_id: PostId) -> tuple[Post | None, Post | None]:
    """The posts before and after a post in its series; None without."""
    series = series_of(catalog, post_id)
    at = next((index for index, one in enumerate(series) if one.id == post_id), None)
    if at is None:
        return None, None
    return series[at - 1] if at else None, series[at + 1] if at + 1 < len(series) else None


WORD = expression(r"[^\W_]{3,40}")
MIN_WORD_LENGTH = 4
"""Fewest letters of a word in Latin script that counts; shorter ones are mostly function words."""
COMMON_SHARE = 20
"""A word in more than one of so many posts does not count."""
SMALL_ARCHIVE = 50
"""Fewer posts than this are too few to tell rare words by their beginnings: only titles count."""
COMMON_SHARE_OF_FEW = 5
"""`COMMON_SHARE` for so few posts."""
LINKED, LINKED_ALIKE, SERIES = 4.0, 1.0, 3.0
TAG, NAME = 1.0, 0.8
"""The weights of a link, a common target, a series, the rarest tag and the rarest word of a title."""


Kind = Literal["link", "common link", "series", "tag", "word"]


class Reason(NamedTuple):
    """A reason for a relation; a tag or a word has a name."""

    kind: Kind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """A post, its closeness, and the reasons."""

    id: PostId
    score: float
    why: tuple[Reason, ...]


class Relations:
    """An index of a catalog for related posts.

    It takes some 50 ms for 10,000 posts. An answer takes time by the number of posts with the same tags: 40 ms if all
    10,000 have them.
    """

    def __init__(self, catalog: Catalog, graph: LinkGraph | None = None) -> None:
        self._catalog = catalog
        self._graph = graph
        self._bearers: dict[Reason, list[PostId]] = {}
        for post in catalog:
            for feature in _features(post):
                self._bearers.setdefault(feature, []).append(post.id)
        self._is_small = len(catalog) < SMALL_ARCHIVE
        # Among fewer than eight posts, all would share too much.
        self._most = max(8, len(catalog) // COMMON_SHARE)
        if self._is_small:
            self._most = max(2, len(catalog) // COMMON_SHARE_OF_FEW)

    def to(self, post_id: PostId, limit: int = 10) -> tuple[Related, ...]:
        """The most closely related posts, the closest first; of equals the newer one."""
        post = self._catalog.get(post_id)
        if post is None:
            return ()
        scores: Counter[PostId] = Counter()
        why: dict[PostId, list[Reason]] = {}
        for other, weight, reason in (*self._linked(post_id), *self._alike(post)):
            if other != post_id and other in self._catalog:
                scores[other] += weight  # type: ignore[assignment]  # counts may be fractions
                reasons = why.setdefault(other, [])
                if reason not in reasons:
                    reasons.append(reason)
        order = {one: index for index, one in enumerate(self._newest_of(scores))}
        best = sorted(scores, key=lambda other: (-round(scores[other], 6), order[other]))[:limit]
        return tuple(Related(other, float(scores[other]), tuple(why[other])) for other in best)

    def _newest_of(self, scores: Mapping[PostId, float]) -> list[PostId]:
        posts = (post for post_id in scores if (post := self._catalog.get(post_id)))
        return [post.id for post in sorted(posts, key=_age, reverse=True)]

    def _linked(self, post_id: PostId) -> Iterator[tuple[PostId, float, Reason]]:
        if self._graph is None:
            return
        targets = {link.target.id for link in self._graph.links_from(post_id) if link.target.id is not None}
        for other in {*targets, *self._graph.linking_to(post_id)}:
            yield other, LINKED, Reason("link")
        for target in targets:
            also = self._graph.linking_to(target)
            if len(also) <= COMMON_SHARE:
                yield from ((other, LINKED_ALIKE, Reason("common link")) for other in also)

    def _alike(self, post: Post) -> Iterator[tuple[PostId, float, Reason]]:
        total = log(max(2, len(self._catalog)))
        titled = set(_words(post.title))
        for feature in _features(post):
            bearers = self._bearers.get(feature, ())
            if feature.kind == "word" and not self._tells(feature.name, len(bearers), titled):
                continue
            rarity = 1 - log(max(1, len(bearers))) / total
            weight = {"series": SERIES, "tag": TAG * (0.2 + rarity), "word": NAME * rarity}[feature.kind]
            for other in bearers:
                if not self._is_small or feature.kind != "word" or self._titles(other, feature.name):
                    yield other, weight, feature

    def _tells(self, word: str, bearers: int, titled: set[str]) -> bool:
        """Whether a word in so many posts says what one of them is about."""
        return bearers <= self._most and (not self._is_small or word in titled)

    def _titles(self, post_id: PostId, word: str) -> bool:
        post = self._catalog.get(post_id)
        return post is not None and word in _words(post.title)


def _features(post: Post) -> dict[Reason, None]:
    found = dict.fromkeys(Reason("tag", folded_name(tag)) for tag in post.tags)
    if post.series:
        found[Reason("series", folded_name(post.series))] = None
    found.update(
        dict.fromkeys(Reason("word", word) for text in (post.title, post.excerpt) for word in _words(text))
    )
    return found


def _words(text: str) -> Iterator[str]:
    for match in WORD.finditer(folded_name(text)):
        word = match[0]
        if word not in FUNCTION_WORDS and (
            len(word) >= MIN_WORD_LENGTH or not word.isascii() or not word.isalpha()
        ):
            yield word


def _age(post: Post) -> tuple[float, str]:
    return (post.date.timestamp() if post.date else float("-inf"), post.id)
