#!/usr/bin/env bash
# kramdown 2.4.0 and its parser for GFM 1.1.0, which Jekyll uses (Debian 12: `ruby-kramdown` 2.4.0-2 and
# `ruby-kramdown-parser-gfm` 1.1.0-2, unpacked; they need Ruby): a fence of code with more than a language.
#
# Guess, of one who had not met it: the first word is the language, and the rest, `title="a.rb"`, is passed over, as
# GitHub does.
# Seen: with a second word it is no fence, in either parser. Its code is text of a paragraph, where Markdown is read at
# any blank line. For GFM the line that was to end it begins one, so that all up to the next end of a fence is code.
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
text = "```ruby title=\"a.rb\"\nputs 1\nputs 2\n```\n\n```ruby title=\"b.rb\"\nputs 1\n\n# two\nputs 2\n```\n"
["kramdown", "GFM"].each do |parser|
  puts "#{Kramdown::VERSION} #{parser}:", Kramdown::Document.new(text, input: parser).to_html
end
RUBY
seen=$(ruby -I "$gems/kramdown-2.4.0/lib" -I "$gems/kramdown-parser-gfm-1.1.0/lib" "$work/page.rb")
echo "$seen"
[ "$seen" = '2.4.0 kramdown:
<p><code>ruby title="a.rb"
puts 1
puts 2
</code></p>

<p>```ruby title=”b.rb”
puts 1</p>

<h1 id="two">two</h1>
<p>puts 2
```</p>
2.4.0 GFM:
<p>```ruby title=”a.rb”<br />
puts 1<br />
puts 2</p>
<pre><code>
```ruby title="b.rb"
puts 1

# two
puts 2
</code></pre>' ]
