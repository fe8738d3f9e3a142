# frozen_string_literal: true

# Prints what Jekyll makes of a site, as JSON: all of its documents and pages, and the addresses of all its files.
#
# ruby jekyll.rb RELEASE SITE, where RELEASE is the folder that the oracle unpacked its packages into.

require "json"
require "tmpdir"
require "time"

release, root = ARGV
Dir[File.join(release, "usr/share/rubygems-integration/all/gems/*/lib")].each { |folder| $LOAD_PATH.unshift(folder) }
require "jekyll"

# A post that would stop the build is left out instead, so that one archive can hold many.
module LeavesOut
  def read(opts = {})
    super
  rescue StandardError, Jekyll::Errors::FatalException => e
    $stderr.puts "#{relative_path}: #{e.message.lines.first}"
    self.content = nil
  end
end
Jekyll::Document.prepend(LeavesOut)

def authors(data, site)
  given = data["author"] || data["authors"] || site.config["author"]
  known = site.data["authors"] || {}
  (given.is_a?(Array) ? given : [given]).compact.map do |one|
    one = known[one] || one unless one.is_a?(Hash)
    one.is_a?(Hash) ? (one["name"] || one["display_name"]).to_s : one.to_s
  end
end

def rendered(item, payload)
  item.renderer.payload = payload
  item.output = item.renderer.run
  item.content
rescue StandardError, Jekyll::Errors::FatalException => e
  $stderr.puts "#{item.relative_path}: #{e.message.lines.first}"
  nil
end

def of_document(doc, site, payload)
  content = rendered(doc, payload)
  excerpt = doc.data["excerpt"]
  excerpt = excerpt.output if excerpt.respond_to?(:output)
  {
    :path => doc.path, :title => doc.data["title"]&.to_s, :instant => doc.date == site.time ? "" : doc.date.getutc.strftime("%Y-%m-%dT%H:%M:%SZ"),
    :tags => (doc.data["tags"] || []).map(&:to_s), :categories => (doc.data["categories"] || []).map(&:to_s),
    :draft => !!doc.draft?, :slug => doc.data["slug"].to_s, :address => doc.url, :excerpt => excerpt.to_s,
    :authors => authors(doc.data, site), :content => content
  }
rescue StandardError, Jekyll::Errors::FatalException => e
  $stderr.puts "#{doc.relative_path}: #{e.message.lines.first}"
  nil
end

def of_page(page, site, payload)
  {
    :path => site.in_source_dir(page.path), :title => page.data["title"]&.to_s, :address => page.url,
    :content => page.html? && page.ext != ".html" ? rendered(page, payload) : nil, :page => true
  }
end

def site(everything)
  options = { "destination" => File.join(Dir.tmpdir, "none"), "quiet" => true, "disable_disk_cache" => true }
  options = options.merge("show_drafts" => true, "future" => true, "unpublished" => true) if everything
  found = Jekyll::Site.new(Jekyll.configuration(options))
  found.reset
  found.read
  found.generate if everything
  found
end

# The documents whose front matter Jekyll does not lose, and whose addresses do not stop the build.
def whole(documents)
  documents.select do |doc|
    doc.respond_to?(:content) && doc.content && doc.data["tags"] && doc.url
  rescue StandardError => e
    $stderr.puts "#{doc.relative_path}: #{e.message.lines.first}"
  end
end

Dir.chdir(root)
all = site(true)
payload = all.site_payload
documents = whole(all.documents)
kept = documents.to_h { |doc| [doc, true] }.compare_by_identity
stopped = all.documents.reject { |doc| kept[doc] || !doc.respond_to?(:content) }.map(&:path)
all.collections.each_value { |one| one.docs.select! { |doc| kept[doc] } }
markdown = all.pages.reject { |page| page.name =~ /\.(?:xml|s?css|json|txt|js)\z/ }
shown = site(false)
puts JSON.generate(
  :posts => documents.map { |doc| of_document(doc, all, payload) }.compact + markdown.map { |one| of_page(one, all, payload) },
  :shown => whole(shown.documents).select(&:write?).map(&:path) + shown.pages.map { |one| shown.in_source_dir(one.path) },
  :files => all.static_files.map(&:url) + all.pages.map(&:url) + all.documents.select(&:write?).map(&:url),
  :stopped => stopped,
  :baseurl => all.config["baseurl"].to_s,
  :url => all.config["url"].to_s
)
