import type { Voice } from '../../stages/reasons/in-a-sentence.ts';
import type { Reason } from '../../stages/reasons/reasons-of.ts';

const words = {
  you: { subject: 'You', theirs: 'yours' },
  they: { subject: 'They', theirs: 'theirs' },
} as const;

/** One reason by itself, in words. Who a neighbor is, it does not tell. */
export function reasonInWords(reason: Reason, voice: Voice): string {
  const { subject, theirs } = words[voice];
  const { because, amount, title, rating, liked, feature, shared = [], part } = reason;
  switch (because) {
    case 'average':
      return 'What films get in general';
    case 'item':
      return amount < 0 ? 'People like it less than most films' : 'People like it more than most films';
    case 'user':
      return `${subject} give ${amount < 0 ? 'lower' : 'higher'} ratings than most`;
    case 'rated': {
      if (rating !== undefined) return `${subject} gave ${title} ${Number(rating.toPrecision(6))}`;
      return liked === undefined ? `${subject} know ${title}` : `${subject} chose ${title}`;
    }
    case 'neighbor':
      return `Someone whose taste is like ${theirs} ${amount < 0 ? 'does not like' : 'likes'} it`;
    case 'feature': {
      const examples = shared.length > 0 ? `, such as ${shared.slice(0, 2).join(' and ')}` : '';
      return `${subject} ${amount < 0 ? 'care less for' : 'like'} films ${feature}${examples}`;
    }
    case 'part':
      return `The model’s part ${part}`;
    case 'rest':
      return 'What the model cannot ascribe to one thing';
    case 'fallback':
      return 'Its general standing: the model has no opinion';
  }
}
