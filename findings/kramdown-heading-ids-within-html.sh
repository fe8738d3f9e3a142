#!/usr/bin/env bash
# kramdown 2.4.0 and its parser for GFM 1.1.0, which Jekyll uses (Debian 12: `ruby-kramdown` 2.4.0-2 and
# `ruby-kramdown-parser-gfm` 1.1.0-2, unpacked; they need Ruby): the ids of headings within `<div markdown="1">`.
#
# Guess, of one who had not met it: they are made as those of all other headings, and no two are the same.
# Seen: the parser for GFM gives none there, so that those of plain kramdown stand in: of Latin letters alone, begun by
# one, `2024 Über uns` is `ber-uns`. They are counted by themselves: the ids of a page can be there twice.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(cd "$work" && apt-get -o APT::Sandbox::User=root download -qq ruby-kramdown=2.4.0-2 ruby-kramdown-parser-gfm=1.1.0-2 > /dev/null)
for package in "$work"/*.deb; do dpkg -x "$package" "$work"; done
gems=$work/usr/share/rubygems-integration/all/gems
cat > "$work/page.rb" <<'RUBY'
require "kramdown"
require "kramdown-parser-gfm"
text = "## 2024 Über uns\n\n## News\n\n<div markdown=\"1\">\n\n## 2024 Über uns\n\n## News\n\n</div>\n"
puts Kramdown::VERSION, Kramdown::Document.new(text, input: "GFM").to_html.scan(/<h2.*/)
RUBY
seen=$(ruby -I "$gems/kramdown-2.4.0/lib" -I "$gems/kramdown-parser-gfm-1.1.0/lib" "$work/page.rb")
echo "$seen"
[ "$seen" = '2.4.0
<h2 id="2024-über-uns">2024 Über uns</h2>
<h2 id="news">News</h2>
<h2 id="ber-uns">2024 Über uns</h2>
<h2 id="news">News</h2>' ]
