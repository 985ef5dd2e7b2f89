import MarkdownIt from 'markdown-it';
import type { ReviewReport } from '../review-report.ts';
import { renderMarkdown } from './render-markdown.ts';

const style = `
:root { color-scheme: light dark; }
body { font: 15px/1.55 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
pre, code { font: 13px/1.45 ui-monospace, monospace; }
pre { padding: .75rem; overflow: auto; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 4px; }
table { border-collapse: collapse; } td, th { padding: .25rem .6rem; text-align: left; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
h3 { margin-top: 2rem; }
`;

/** The report as one page without scripts; what models wrote is rendered as untrusted Markdown. */
export function renderHtml(report: ReviewReport): string {
  const body = new MarkdownIt({ html: false, linkify: false })
    .disable('image')
    .render(renderMarkdown(report));
  return `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Longview review</title><style>${style}</style></head>\n<body>\n${body}</body>\n</html>\n`;
}
