import type { Context } from '../../context.ts';
import { cellCount, filmBandCount, filmBandOf, personBandCount, personBandOf } from './cells.ts';
import { fitChoices, type Choices } from './conditional-logit.ts';
import type { Examples } from './examples.ts';

/** Choices' worth of trust in where it starts, and for each band of people in the weights of all. */
const priorOfAll = 30;
const priorOfBand = 100;
/** A deviation above a member's mean makes a film so much likelier to be chosen, to begin with. */
const start = 0.1;

/**
 * Weights for each cell, `width` numbers each, by logistic regression of each good film against films drawn at random,
 * as the choice of one among them: so that what counts is who comes out on top. No member counts against what it
 * recommends. First for all people, then for each band of people, pulled towards those. Of whom nothing is known there is
 * nothing to choose by but the baseline, which has the first column after the constant: what most people rate.
 */
export async function learnRankingWeights(examples: Examples, context: Context): Promise<Float64Array> {
  const { width, starts, cells } = examples;
  const size = filmBandCount * width;
  const center = Float64Array.from({ length: size }, (_, column) => (column % width === 0 ? 0 : start));
  const all = await fitChoices(choicesOf(examples), { center, strength: priorOfAll }, context);
  const weights = new Float64Array(cellCount * width);
  for (let film = 0; film < filmBandCount; film++) weights[film * width + 1] = 1;
  for (let band = 1; band < personBandCount; band++) {
    const own = choicesOf(examples, (sample) => personBandOf(cells[starts[sample]]) === band);
    weights.set(await fitChoices(own, { center: all, strength: priorOfBand }, context), band * size);
  }
  return weights;
}

/** The samples as choices; the columns of a film stand in the block of its band. */
function choicesOf(
  { width, columns, targets, cells, starts }: Examples,
  isWanted: (sample: number) => boolean = () => true,
): Choices {
  const samples = Array.from({ length: starts.length - 1 }, (_, sample) => sample).filter(isWanted);
  return {
    width,
    columns,
    offsetOf: (row) => filmBandOf(cells[row]) * width,
    rows: samples.map((sample) => {
      const [from, to] = [starts[sample], starts[sample + 1]];
      const firstOther = targets.subarray(from, to).indexOf(0);
      return { from, firstOther: firstOther < 0 ? to : from + firstOther, to };
    }),
  };
}
