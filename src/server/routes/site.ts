import { versions } from '../../artifacts/versions.ts';
import { genresOf } from '../../dataset/catalog.ts';
import { site } from '../contract.ts';
import { readRatingStep } from '../films/rating-step.ts';
import type { Routes } from '../route.ts';
import { scaleOf } from '../scale-of.ts';
import type { Service } from '../service.ts';

/** What is served: the data set, its scale, its genres. */
export const siteRoutes: Routes = (server, service) => {
  const { catalog, data, models, counts, store, context } = service;
  const { info, dataset } = data;
  const films = catalog.ids.size;
  const { genres, years } = shapeOf(service);
  let step: Promise<number> | undefined;

  server.get(
    '/api/site',
    {
      schema: {
        tags: ['films'],
        summary: 'What is served: the data set, its scale, its genres',
        response: { 200: site },
      },
    },
    async () => {
      step ??= readRatingStep(data, context);
      step.catch(() => (step = undefined));
      const { accounts, guests } = await store.count();
      let ratings = 0;
      for (let item = 0; item < films; item++) ratings += counts.ratings(item);
      return {
        ...{ dataset, films, ratings, genres, years },
        simulated: info.simulated,
        people: info.after.users + accounts + guests,
        feedback: info.feedback,
        scale: { ...scaleOf(info), step: await step },
        model: models.usual,
        version: versions['movierec'],
      };
    },
  );
};

function shapeOf({ catalog }: Service): Pick<ReturnType<typeof site.parse>, 'genres' | 'years'> {
  const made = catalog.years.filter((year) => year !== null);
  const films = (genre: string): number => catalog.genres.filter((own) => own.includes(genre)).length;
  return {
    genres: genresOf(catalog).map((genre) => ({ genre, films: films(genre) })),
    years:
      made.length === 0
        ? null
        : made.reduce(({ first, last }, year) => ({ first: Math.min(first, year), last: Math.max(last, year) }), {
            first: Infinity,
            last: -Infinity,
          }),
  };
}
