import { describe, expect, it } from 'vitest';
import { composePoster, posterTitle } from '../../src/web/parts/compose-poster.ts';
import { palettes } from '../../src/web/parts/poster-palettes.ts';

describe('composePoster', () => {
  it('draws the same poster for the same film, and others for others', () => {
    const draw = (film: string) => JSON.stringify(composePoster(film, 'Heat', 1995, ['Crime', 'Action']));
    expect(draw('6')).toBe(draw('6'));
    const drawn = new Set(Array.from({ length: 50 }, (_, film) => draw(String(film))));
    expect(drawn.size).toBeGreaterThan(40);
  });

  it('keeps to its colors and gives finite paths, whatever the year and the genres', () => {
    for (const year of [null, 1895, 1934, 1935, 1969, 1970, 1999, 2000, 2019, 2020, 2150]) {
      for (const genres of [[], ['Crime'], ['Horror', 'Comedy'], ['No such genre'], ['constructor'], ['IMAX', 'War']]) {
        const { ground, ink, shapes, size } = composePoster('é–1', 'A film', year, genres);
        for (const color of [ground, ink, ...shapes.map(({ fill }) => fill)]) expect(color).toMatch(/^#[\dA-F]{6}$/i);
        for (const { path } of shapes) expect(path).toMatch(/^[MLmaqtvz\d\s.-]+$/i);
        expect(size).toBeGreaterThanOrEqual(6.5);
      }
    }
  });

  it('has letters with a contrast of 4.5 on the ground, by the formula of WCAG 2', () => {
    for (const [ground, ink] of Object.values(palettes).flat()) {
      expect(contrast(ground, ink), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('has no line shorter than the longest word', () => {
    const { size } = composePoster('1', 'Koyaanisqatsi', 1982, ['Documentary']);
    // DejaVu Sans Bold, the widest of the usual letters, takes .7 of its height on average.
    expect(13 * 0.7 * size).toBeLessThanOrEqual(100);
  });

  it('leaves out other names in brackets, but not a whole title', () => {
    expect(posterTitle('Seven (a.k.a. Se7en)')).toBe('Seven');
    expect(posterTitle('(500) Days of Summer')).toBe('(500) Days of Summer');
    expect(posterTitle('(Untitled)')).toBe('(Untitled)');
  });
});

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
