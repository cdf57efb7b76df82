import type { Step } from './step.ts';

/** What people think of films and mean to see: one row a person and film, a person's rows side by side. */
export const ratings: Step = async ({ schema }, { text, integer, real, byKey }) => {
  await schema
    .createTable('ratings')
    .addColumn('person', text, (column) => column.notNull())
    .addColumn('film', text, (column) => column.notNull())
    .addColumn('rating', real, (column) => column.notNull())
    .addColumn('at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('one_rating_a_film', ['person', 'film'])
    .addForeignKeyConstraint('ratings_of_people', ['person'], 'people', ['person'], (key) => key.onDelete('cascade'))
    .modifyEnd(byKey)
    .execute();
  await schema
    .createTable('watches')
    .addColumn('person', text, (column) => column.notNull())
    .addColumn('film', text, (column) => column.notNull())
    .addColumn('at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('one_note_a_film', ['person', 'film'])
    .addForeignKeyConstraint('watches_of_people', ['person'], 'people', ['person'], (key) => key.onDelete('cascade'))
    .modifyEnd(byKey)
    .execute();
};
