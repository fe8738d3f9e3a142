// Tells what Docusaurus makes of a site: its own loading of the site, and its own Markdown, drawn without a theme.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { run } from '@mdx-js/mdx';
import * as runtime from 'react/jsx-runtime';

const require = createRequire(import.meta.url);
const React = require('react');
const { renderToStaticMarkup } = require('react-dom/server');
const { loadSite } = require('@docusaurus/core/lib/server/site');
const utils = require('@docusaurus/utils');
const { compileToJSX } = require('@docusaurus/mdx-loader/lib/utils');

const root = process.argv[2];
const { props } = await loadSite({ siteDir: root });
const { siteConfig } = props;
const pages = [];
for (const plugin of props.plugins) {
  const kind = plugin.name.replace('docusaurus-plugin-content-', '');
  const add = (one) => pages.push({ kind, options: plugin.options, ...one, path: utils.aliasedSitePathToRelativePath(one.source) });
  if (kind === 'blog') {
    for (const { metadata } of plugin.content.blogPosts) {
      add({
        source: metadata.source, title: metadata.title, date: metadata.date, address: metadata.permalink,
        tags: metadata.tags.map((one) => one.label), authors: metadata.authors.map((one) => one.name ?? one.key ?? ''),
        unlisted: metadata.unlisted, description: metadata.description, cut: metadata.hasTruncateMarker,
      });
    }
  } else if (kind === 'docs') {
    for (const version of plugin.content.loadedVersions) {
      for (const one of version.docs) add({ source: one.source, title: one.title, address: one.permalink, tags: one.tags.map((tag) => tag.label) });
    }
  } else if (kind === 'pages') {
    for (const one of plugin.content ?? []) if (one.type === 'mdx') add({ source: one.source, title: one.title ?? '', address: one.permalink, tags: [] });
  }
}
const routes = new Set(props.routesPaths);
const slashed = (address) => (!routes.has(address) && routes.has(`${address}/`) ? `${address}/` : address);
const permalinks = new Map(pages.map((one) => [one.source, one.address]));
const optionsOf = new Map();
for (const page of pages) {
  const file = path.join(root, page.path);
  const text = fs.readFileSync(file, 'utf8');
  const contentPath = path.resolve(root, page.options.path);
  if (!optionsOf.has(page.options)) optionsOf.set(page.options, {
    admonitions: page.options.admonitions, remarkPlugins: page.options.remarkPlugins ?? [],
    rehypePlugins: page.options.rehypePlugins ?? [], recmaPlugins: [], beforeDefaultRemarkPlugins: [],
    beforeDefaultRehypePlugins: [], staticDirs: [], siteDir: root, markdownConfig: siteConfig.markdown,
    removeContentTitle: page.kind === 'blog', outputFormat: 'function-body',
    resolveMarkdownLink: ({ linkPathname, sourceFilePath }) => utils.resolveMarkdownLinkPathname(linkPathname, {
      sourceFilePath, sourceToPermalink: permalinks, siteDir: root,
      contentPaths: { contentPath, contentPathLocalized: undefined },
    }),
  });
  const draw = async (source, frontMatter) => {
    const made = await compileToJSX({
      fileContent: source, filePath: file, frontMatter, options: optionsOf.get(page.options), compilerName: 'server',
    });
    const mdxAdmonitionTitle = ({ children }) => React.createElement('p', null, children);
    const components = {
      mdxAdmonitionTitle,
      admonition: ({ type, title, children }) => {
        const titled = React.Children.toArray(children).some((one) => one.type === mdxAdmonitionTitle);
        return React.createElement('div', null, titled ? null : React.createElement('p', null, title ?? type), children);
      },
      head: () => null, mermaid: ({ value }) => React.createElement('pre', null, value),
    };
    const { default: Content } = await run(made.content, { ...runtime, useMDXComponents: () => components, baseUrl: import.meta.url });
    return renderToStaticMarkup(React.createElement(Content));
  };
  try {
    const { frontMatter } = await siteConfig.markdown.parseFrontMatter({
      filePath: file, fileContent: text, defaultParseFrontMatter: utils.DEFAULT_PARSE_FRONT_MATTER,
    });
    page.html = await draw(text, frontMatter);
    const cut = page.cut ? text.split(page.options.truncateMarker) : [];
    if (cut.length > 1) page.excerpt = await draw(cut[0], frontMatter);
  } catch (error) {
    page.html = null;
    page.error = String(error).slice(0, 200);
  }
  delete page.options;
  page.address = slashed(page.address);
}
fs.writeFileSync(path.join(root, 'told.json'), JSON.stringify({ pages, routes: props.routesPaths, base: props.baseUrl }));
process.exit(0);
