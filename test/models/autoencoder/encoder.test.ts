import { expect, test } from 'vitest';
import { Arena } from '../../../src/kernels/arena.ts';
import { decodedOf, decodedWithoutEach } from '../../../src/models/autoencoder/encoder.ts';
import { codeWidth, hiddenWidth } from '../../../src/models/autoencoder/network.ts';
import { fillNormal } from '../../../src/random.ts';

function encoderOf(films: number, hidden: number, latent: number) {
  const size = { films, hidden, latent };
  const arena = new Arena();
  const filled = (length: number, purpose: string): Float32Array => {
    const weights = arena.float32(length);
    fillNormal(weights, 3, purpose, { deviation: 0.3 });
    return weights;
  };
  const input = filled((films + 1) * hiddenWidth(size), 'input');
  const means = filled(latent * hiddenWidth(size), 'means');
  return { ...size, arena, input, means, decoder: filled(hidden * codeWidth(size), 'decoder') };
}

test.each([0, 1, 2, 40])(
  'a list of %i films without each of them is what the shorter lists give, within 1e-5',
  (count) => {
    const encoder = encoderOf(50, 10, 5);
    const list = Int32Array.from({ length: count }, (_, at) => (7 * at) % 50);
    const expected = decodedOf(
      encoder,
      Array.from(list, (left) => list.filter((film) => film !== left)),
    );
    const found = decodedWithoutEach(encoder, list);
    expect(found).toHaveLength(expected.length);
    expected.forEach((value, at) => expect(Math.abs(found[at] - value)).toBeLessThan(1e-5));
  },
);

test('memory grows with the films of a list, not with their square', () => {
  const encoder = encoderOf(3000, 2, 2);
  const { bytes } = encoder.arena;
  decodedWithoutEach(
    encoder,
    Int32Array.from({ length: 3000 }, (_, film) => film),
  );
  expect(encoder.arena.bytes - bytes).toBeLessThan(1e6);
});
