import type { Block } from '../../../report/document.ts';
import type { ReportFacts } from '../facts.ts';
import type { ReportSection } from '../section.ts';

export const terms: ReportSection = { id: 'terms', title: 'Terms of use of the data', write: termsOfUse };

/** Paragraph by paragraph as the source has them; points of a list as a list. */
function termsOfUse({ ingested }: ReportFacts): Block[] {
  const text = ingested.license;
  if (!text) {
    const none = 'The source says nothing of a license: find out before you share anything made from it.';
    return [{ kind: 'paragraph', words: none }];
  }
  const lines = text.split('\n').filter((line) => !/^(={3,}|-{3,})$/.test(line.trim()));
  const parts = lines.join('\n').split(/\n\s*\n|\n(?=\s*\* )|\n(?=\(the rest)/);
  return parts
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('* ') ? { kind: 'list', items: [part.slice(2)] } : { kind: 'paragraph', words: part },
    );
}
