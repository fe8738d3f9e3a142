#!/usr/bin/env bash
# kramdown 2.4.0 and its parser for GFM 1.1.0, which Jekyll uses (Debian 12: `ruby-kramdown` 2.4.0-2 and
# `ruby-kramdown-parser-gfm` 1.1.0-2, unpacked; they need Ruby): definitions of notes and of links with a bar in them.
#
# Guess: a note may say `P(a|b)`, and an address may have a bar, since neither line looks like a row of a table.
# Seen: tables are looked for before definitions, and a line with a bar between blank lines is one. The note and the link
# are lost: a table begins with `[^p]: …`, and what asks for them stays as it is typed. A bar in code keeps the note whole.
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
[
  "x[^p]\n\n[^p]: the chance P(a|b) of a\n", "[one]\n\n[one]: https://e.example/a|b\n", "x[^p]\n\n[^p]: `a|b`\n"
].each do |text|
  ["kramdown", "GFM"].each do |parser|
    html = Kramdown::Document.new(text, input: parser, hard_wrap: false).to_html
    puts html.tr("\u00a0", " ").gsub(/\s*\n\s*/, "").gsub(/ (?:id|class|role|rel)="[^"]*"/, "")
  end
end
RUBY
seen=$(ruby -I "$gems/kramdown-2.4.0/lib" -I "$gems/kramdown-parser-gfm-1.1.0/lib" "$work/page.rb")
echo "$seen"
note='<p>x[^p]</p><table><tbody><tr><td>[^p]: the chance P(a</td><td>b) of a</td></tr></tbody></table>'
link='<p>[one]</p><table><tbody><tr><td>[one]: https://e.example/a</td><td>b</td></tr></tbody></table>'
code='<p>x<sup><a href="#fn:p">1</a></sup></p><div><ol><li><p><code>a|b</code> <a href="#fnref:p">&#8617;</a></p></li></ol></div>'
[ "$seen" = "2.4.0
$note
$note
$link
$link
$code
$code" ]
