#!/usr/bin/env bash
# kramdown 2.4.0 and its parser for GFM 1.1.0, which Jekyll uses (Debian 12: `ruby-kramdown` 2.4.0-2 and
# `ruby-kramdown-parser-gfm` 1.1.0-2, unpacked; they need Ruby): `---` right below a list or a quote.
#
# Guess, of one who had not met it: it ends the list and the quote, and is a rule, as in CommonMark.
# Seen: it is taken for a line of theirs, so that their last line is a heading of the second level; where that belongs to
# a paragraph of two lines, the hyphens are a dash of text.
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
puts Kramdown::VERSION
["- one\n- two\n---\n", "> of two\n> lines\n---\n"].each do |text|
  ["kramdown", "GFM"].each { |parser| puts Kramdown::Document.new(text, input: parser, hard_wrap: false).to_html }
end
RUBY
seen=$(ruby -I "$gems/kramdown-2.4.0/lib" -I "$gems/kramdown-parser-gfm-1.1.0/lib" "$work/page.rb")
echo "$seen"
list='<ul>
  <li>one</li>
  <li>
    <h2 id="two">two</h2>
  </li>
</ul>'
quote='<blockquote>
  <p>of two
lines
—</p>
</blockquote>'
[ "$seen" = "2.4.0
$list
$list
$quote
$quote" ]
