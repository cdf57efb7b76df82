import type { Block } from '../../../report/document.ts';
import type { ReportFacts } from '../facts.ts';
import type { ReportSection } from '../section.ts';
import { duration } from '../words.ts';

export const reproduce: ReportSection = {
  id: 'reproduce',
  title: 'How to make it again',
  write: (facts) => [
    {
      kind: 'paragraph',
      words: `The same files, seed and version give the same models, byte for byte, and the same figures but for times. Seed ${facts.made.seed}; ${versions(facts)}; ${facts.made.machine}.`,
    },
    { kind: 'commands', lines: facts.made.commands },
    times(facts),
    ...files(facts),
  ],
};

const versions = ({ made }: ReportFacts): string => `movierec ${made.versions['movierec']}`;

function times({ made }: ReportFacts): Block {
  const total = made.seconds.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    kind: 'table',
    caption: 'How long it took the last time',
    columns: [{ title: 'Step' }, { title: 'time', align: 'right' }],
    rows: [...made.seconds.map(({ stage, seconds }) => [stage, duration(seconds)]), ['in all', duration(total)]],
  };
}

function files({ made, models }: ReportFacts): Block[] {
  const own = [...models].flatMap(([name, { trained, full }]) =>
    [
      { folder: name, manifest: trained },
      { folder: `${name}.full`, manifest: full },
    ].flatMap(({ folder, manifest }) =>
      (manifest?.outputs ?? []).map(({ path, sha256 }) => [`${folder}/${path}`, sha256]),
    ),
  );
  const columns = [{ title: 'File' }, { title: 'SHA-256' }];
  const coded = (rows: readonly (readonly string[])[]) => rows.map(([path, digest]) => [path, [{ code: digest }]]);
  return [
    ...(made.sources.length > 0
      ? [
          {
            kind: 'table' as const,
            caption: 'The files that came in',
            columns,
            rows: coded(made.sources.map(({ path, sha256 }) => [path, sha256])),
          },
        ]
      : []),
    { kind: 'table', caption: 'The files of the models', columns, rows: coded(own) },
  ];
}
