#!/usr/bin/env bash
# kramdown 2.4.0 and its parser for GFM 1.1.0, which Jekyll uses (Debian 12: `ruby-kramdown` 2.4.0-2 and
# `ruby-kramdown-parser-gfm` 1.1.0-2, unpacked; they need Ruby): indented code with text right below it.
#
# Guess, of one who had not met it: the text is a paragraph, as in CommonMark, or belongs to the code as a line of its own.
# Seen: it belongs to the code, in its last line: `make test` and `when it is done` are `make test when it is done`.
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
text = "Run:\n\n    make\n    make test\nwhen it\nis done.\n"
["kramdown", "GFM"].each do |parser|
  puts "#{Kramdown::VERSION} #{parser}:", Kramdown::Document.new(text, input: parser).to_html
end
RUBY
seen=$(ruby -I "$gems/kramdown-2.4.0/lib" -I "$gems/kramdown-parser-gfm-1.1.0/lib" "$work/page.rb")
echo "$seen"
page='<p>Run:</p>

<pre><code>make
make test when it is done.
</code></pre>'
[ "$seen" = "2.4.0 kramdown:
$page
2.4.0 GFM:
$page" ]
