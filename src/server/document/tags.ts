/** What a topic is about; and who may ask, where it is not the same for all. */
export interface Topic {
  readonly about?: string;
  readonly by?: 'anyone' | 'operator';
}

/** The topics of the API, in the order in which the document has them. */
export const tags = {
  films: { about: 'Films: to look for, and one by one. The same for everyone.' },
  recommendations: { about: 'Lists for whoever asks, by their ratings as of now, and why.', by: 'anyone' },
  me: {
    about: 'What someone rates, wants to see and did. The first rating makes a guest of nobody, with a cookie.',
    by: 'anyone',
  },
  accounts: { about: 'Sign up, sign in, sign out, take your data with you, go.', by: 'anyone' },
  models: { about: 'The models that can be asked, and what they are good for.' },
  charts: { about: 'What the data set looks like: Vega-Lite specifications.' },
  operator: { about: 'How the service is doing, and retraining. With the operator key.', by: 'operator' },
  service: { about: 'For what watches the service.' },
} as const satisfies Record<string, Topic>;

export type Tag = keyof typeof tags;
