import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Document } from '../../src/report/document.ts';
import { toHtml } from '../../src/report/html.ts';
import { hostileDocument, hostileTexts } from '../fixtures/report/hostile-document.ts';

const page = await toHtml(hostileDocument);
const live = await toHtml(hostileDocument, { interactive: true });

/** What stands between the tags of a kind, in order. */
const within = (html: string, tag: string): string[] =>
  [...html.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([^]*?)</${tag}>`, 'g'))].map(([, inner]) => inner);
const body = (html: string): string =>
  html.slice(html.indexOf('<body'), html.indexOf('</footer>') + '</footer>'.length);
const decoded = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code: string, name: string) =>
      code ? String.fromCharCode(Number(code)) : { lt: '<', gt: '>', amp: '&' }[name]!,
    );

const own = new Set(
  `a aside body br bdi code dd details div dl dt figcaption figure footer h1 h2 h3 h4 header li main nav ol p pre section
  span strong summary table tbody td th thead tr ul
  svg g path rect line text tspan defs clipPath linearGradient stop`.split(/\s+/),
);

test('all that is said stands in the page as text: no tag comes out of it', () => {
  const tags = new Set([...body(page).matchAll(/<([a-zA-Z!][^\s/>]*)/g)].map(([, tag]) => tag));
  for (const tag of tags) expect(own).toContain(tag);
  for (const [tag] of body(page).matchAll(/<[^>]*>/g)) {
    const attributes = tag.replaceAll(/"[^"]*"/g, '""');
    expect(attributes).not.toMatch(/ (on\w+|style|src)=/);
    expect(tag).not.toMatch(/ href="[^#]/);
  }
});

test.each(Object.entries(hostileTexts))('%s is shown as it is in every kind of block', (_, text) => {
  const shown = (tag: string): string[] => within(body(page), tag).map(decoded);
  expect(decoded(within(page, 'title')[0])).toContain(text);
  for (const tag of ['aside', 'h1', 'h2', 'h3', 'h4', 'p', 'pre', 'figcaption', 'summary', 'footer']) {
    expect(shown(tag).join('\n'), tag).toContain(text);
  }
  for (const tag of ['li', 'strong', 'code', 'a', 'dt', 'th']) expect(shown(tag), tag).toContain(text);
  for (const tag of ['dd', 'td'])
    expect(
      shown(tag).some((cell) => cell.includes(text)),
      tag,
    ).toBe(true);
});

test('no two things have the same id, and every reference finds its own', () => {
  const ids = [...body(page).matchAll(/<[^>]* id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const references = [...body(page).matchAll(/<[^>]*? (?:href="#|aria-labelledby="|[\w-]+="url\(#)([^")]*)/g)];
  expect(references.length).toBeGreaterThan(20);
  for (const [, id] of references) expect(ids).toContain(id);
  for (const name of ['first-points', 'second-points']) expect(page).toContain(`="url(#${name}-clip`);
});

test('headings go down one level at a time, from a single title', () => {
  const levels = [...body(page).matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
  expect(levels[0]).toBe(1);
  for (const [at, level] of levels.slice(1).entries()) {
    expect(level).toBeGreaterThan(1);
    expect(level - levels[at]).toBeLessThanOrEqual(1);
  }
});

test('the policy allows the scripts and styles of the page by their digests, and nothing else', () => {
  for (const html of [page, live]) {
    const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)!;
    const directives = Object.fromEntries(
      policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
    );
    const digests = (texts: readonly string[]): string[] =>
      texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    const scripts = [...html.matchAll(/<script(?: type="module")?>([^]*?)<\/script>/g)].map(([, code]) => code);
    expect(directives).toEqual({
      'default-src': ["'none'"],
      'script-src': scripts.length > 0 ? digests(scripts) : ["'none'"],
      'style-src': digests(within(html, 'style')),
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
    });
    expect(scripts).toHaveLength(html === live ? 4 : 0);
  }
});

test('a page names no address but those of namespaces', () => {
  const addresses = [...page.matchAll(/\w+:\/\/[^\s"'<>)]*/g)].map(([address]) => address);
  expect([...new Set(addresses)].sort()).toEqual(['http://www.w3.org/1999/xlink', 'http://www.w3.org/2000/svg']);
  expect(within(page, 'style').join('')).not.toMatch(/@import|url\(/);
});

test('the data of live charts are JSON that cannot end its script, and are what is drawn', () => {
  const [, json] = /<script type="application\/json" id="page-specs">([^]*?)<\/script>/.exec(live)!;
  expect(json).not.toContain('<');
  const specs = JSON.parse(json) as Record<string, { data: { values: { name: string }[] }; title?: unknown }>;
  expect(Object.keys(specs)).toEqual(['chart-first-points', 'chart-second-points']);
  expect(specs['chart-first-points'].data.values.map(({ name }) => name)).toEqual(Object.values(hostileTexts));
  expect(specs['chart-first-points'].title).toBeUndefined();
  expect(live.match(/<\/script/gi)).toHaveLength(5);
  expect(live).not.toMatch(/<!--/);
});

test('the same document gives the same bytes; live charts add what they need and change nothing else', async () => {
  expect(await toHtml(structuredClone(hostileDocument))).toBe(page);
  expect(await toHtml(hostileDocument, { interactive: true })).toBe(live);
  expect(body(live)).toBe(body(page));
  expect(live.length - page.length).toBeLessThan(1e6);
});

test('a document without charts, warnings, or sections is a page without scripts, banner or contents', async () => {
  const empty: Document = { title: 'Nothing', subtitle: '', warnings: [], sections: [], foot: '' };
  const html = await toHtml(empty, { interactive: true });
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
  for (const tag of ['script', 'aside', 'nav', 'h2']) expect(html).not.toContain(`<${tag}`);
});
