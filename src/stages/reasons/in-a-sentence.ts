import { isPersonal, shareOf } from './personal.ts';
import { mainReasons } from './main-reasons.ts';
import type { Reason } from './reasons-of.ts';

/** Whether it is said to the person or of them. */
export type Voice = 'you' | 'they';

const words = {
  you: { subject: 'You', object: 'you', their: 'your', theirs: 'yours' },
  they: { subject: 'They', object: 'them', their: 'their', theirs: 'theirs' },
} as const;
type Words = (typeof words)[Voice];

/** What speaks against a film is told where it weighs at least this share of all that speaks for it. */
const notable = 0.1;

/**
 * Why a film is recommended, in one or two sentences that someone who loves films would say: "You like films directed by
 * Ridley Scott, such as Blade Runner (1982) (34 %)." The percentages are shares as `shareOf` defines them. What speaks against
 * the film follows where it weighs, "…, although you care less for films of the genre Horror", and comes first where it outweighs
 * what speaks for it.
 */
export function inASentence(reasons: readonly Reason[], voice: Voice): string {
  const said = words[voice];
  const against = reasons.filter((reason) => isPersonal(reason) && reason.amount < 0);
  const worst = against.toSorted((a, b) => a.amount - b.amount).at(0);
  const main = mainReasons(reasons);
  if (main.length === 0 || !isPersonal(main[0])) {
    const general = inGeneral(reasons, said);
    return worst ? `${general}, but ${speaksAgainst(worst, said)}.` : `${general}.`;
  }
  const sentences = speakingFor(main, reasons, said).slice(0, 2);
  const balance = reasons.reduce((sum, reason) => sum + (isPersonal(reason) ? reason.amount : 0), 0);
  // Shares of the little that speaks for it must not sound as if that decided.
  if (worst && balance < 0) {
    return `More speaks against it than for it: ${speaksAgainst(worst, said)}. Still, ${afterStill(sentences[0])}.`;
  }
  const isNotable = worst && -shareOf(reasons)(worst) >= notable;
  const although = isNotable ? `, although ${speaksAgainst(worst, said)}` : '';
  return `${sentences.join('. ')}${although}.`;
}

/** A sentence with a small letter in front; names keep theirs, since no sentence begins with one. */
const afterStill = (sentence: string): string => sentence[0].toLowerCase() + sentence.slice(1);

/** A sentence for each kind of reason, in the order of their weight. */
function speakingFor(main: readonly Reason[], all: readonly Reason[], said: Words): string[] {
  const share = shareOf(all);
  const counted = (text: string, reason: Reason): string => `${text} (${percent(share(reason))})`;
  const groups = new Map<string, Reason[]>();
  for (const reason of main) {
    const kind = reason.because === 'rated' ? (reason.liked === false ? 'not liked' : 'liked') : reason.because;
    groups.set(kind, [...(groups.get(kind) ?? []), reason]);
  }
  return [...groups].map(([kind, group]) => {
    const listed = (name: (reason: Reason) => string): string => list(group.map((one) => counted(name(one), one)));
    switch (kind) {
      case 'feature':
        return `${said.subject} like films ${listed(({ feature, shared }) => isolated(feature!) + examples(shared))}`;
      case 'liked':
        return `It goes with ${listed(titleIn)}, which ${said.subject.toLowerCase()} ${group[0].rating === undefined ? 'chose' : 'liked'}`;
      case 'not liked':
        return `How ${said.subject.toLowerCase()} rated ${listed(titleIn)} speaks for it`;
      case 'neighbor': {
        const near = all.filter(({ because, amount }) => because === 'neighbor' && amount > 0);
        const whole = near.reduce((sum, reason) => sum + share(reason), 0);
        return `People whose taste is like ${said.theirs} like it (${percent(whole)})`;
      }
      default:
        return `The model’s ${group.length > 1 ? 'parts' : 'part'} ${listed(({ part }) => isolated(part!))} ${group.length > 1 ? 'speak' : 'speaks'} for it`;
    }
  });
}

/** The other side of a reason, as a clause. */
function speaksAgainst(reason: Reason, { subject, their, theirs }: Words): string {
  const { because }: { because: string } = reason;
  switch (because) {
    case 'feature':
      return `${subject.toLowerCase()} care less for films ${isolated(reason.feature!)}`;
    case 'rated':
      return `${their} rating of ${titleIn(reason)} speaks against it`;
    case 'neighbor':
      return `others whose taste is like ${theirs} do not`;
    default:
      return `the model’s part ${isolated(reason.part ?? '')} speaks against it`;
  }
}

/** What can be said of a film for which nothing personal speaks. */
function inGeneral(reasons: readonly Reason[], { object }: Words): string {
  if (reasons.some(({ because }) => because === 'fallback')) {
    return `What is known of ${object} says nothing of it: it is here for its general standing`;
  }
  const item = reasons.find(({ because }) => because === 'item');
  if (item && item.amount > 0) return 'People in general like it more than most films';
  return 'Nothing in particular speaks for it';
}

const titleIn = ({ title }: Reason): string => isolated(title!);

/** How many films are named as examples of a feature. */
const fewest = 2;

const examples = (shared: readonly string[] = []): string =>
  shared.length > 0 ? `, such as ${list(shared.slice(0, fewest).map(isolated))}` : '';

const percent = (share: number): string => (share < 0.005 ? '< 1 %' : `${Math.round(100 * share)} %`);

/** A, B, and C; what holds commas itself is told apart by semicolons. */
function list(parts: readonly string[]): string {
  if (parts.length > 1 && parts.some((part) => part.includes(', such as'))) {
    return `${parts.slice(0, -1).join('; ')}; and ${parts.at(-1)}`;
  }
  return new Intl.ListFormat('en-US').format(parts);
}

/** Text that is written from right to left must not carry what follows it along; Unicode isolates keep them apart. */
const isolated = (text: string): string =>
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text)
    ? `\u2068${text}\u2069`
    : text;
