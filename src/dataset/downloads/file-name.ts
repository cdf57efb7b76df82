/**
 * The name under which to keep what a URL gives: what the server suggests (the Content-Disposition header), else the
 * last part of the path. Always a plain file name: no folder, no leading dot, nothing a file system would refuse.
 */
export function fileName(url: URL, disposition?: string | null): string {
  const last = url.pathname.split('/').at(-1) ?? '';
  return plain(suggested(disposition ?? '')) || plain(decoded(last)) || 'download';
}

/** `filename*=UTF-8''…` goes before `filename="…"` (RFC 6266). */
function suggested(disposition: string): string {
  const extended = /filename\*\s*=\s*utf-8'[^']*'([^;]+)/i.exec(disposition)?.[1];
  if (extended) return decoded(extended.trim());
  const [, inQuotes, bare] = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition) ?? [];
  return inQuotes ?? bare ?? '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The end is kept where it is too long: there stands the extension, by which formats are told apart. */
function plain(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  return base
    .replace(/[\p{Cc}<>:"|?*]/gu, '_')
    .slice(-60)
    .replace(/^[.\s]+|[.\s]+$/g, '');
}
