#!/usr/bin/env bash
# kramdown 2.4.0 and its parser for GFM 1.1.0, which Jekyll uses (Debian 12: `ruby-kramdown` 2.4.0-2 and
# `ruby-kramdown-parser-gfm` 1.1.0-2, unpacked; they need Ruby): Markdown in elements of HTML within a paragraph.
#
# Guess, from what the option `parse_span_html`, which is on, says of itself (the content of span HTML tags is text with
# elements of spans): text in all of them is Markdown, as in CommonMark.
# Seen: in those of a fixed list. <mark>, <s>, <u>, <kbd> and <time> are not among them and keep their asterisks; <ins>,
# <small>, <abbr> and <q> are.
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
text = %w[mark s u kbd time ins small abbr q].map { |name| "<#{name}>*a*</#{name}>" }.join("\nand ") + "\n"
["kramdown", "GFM"].each do |parser|
  puts "#{Kramdown::VERSION} #{parser}:", Kramdown::Document.new(text, input: parser).to_html
end
RUBY
seen=$(ruby -I "$gems/kramdown-2.4.0/lib" -I "$gems/kramdown-parser-gfm-1.1.0/lib" "$work/page.rb")
echo "$seen"
[ "$seen" = '2.4.0 kramdown:
<p><mark>*a*</mark>
and <s>*a*</s>
and <u>*a*</u>
and <kbd>*a*</kbd>
and <time>*a*</time>
and <ins><em>a</em></ins>
and <small><em>a</em></small>
and <abbr><em>a</em></abbr>
and <q><em>a</em></q></p>
2.4.0 GFM:
<p><mark>*a*</mark><br />
and <s>*a*</s><br />
and <u>*a*</u><br />
and <kbd>*a*</kbd><br />
and <time>*a*</time><br />
and <ins><em>a</em></ins><br />
and <small><em>a</em></small><br />
and <abbr><em>a</em></abbr><br />
and <q><em>a</em></q></p>' ]
