import type { Step } from './step.ts';

/** What came of recommendations, numbered in the order in which it came. */
export const events: Step = async ({ schema }, { text, integer, byNumber }) => {
  await schema
    .createTable('events')
    .addColumn('number', integer, (column) => column.primaryKey().autoIncrement())
    .addColumn('person', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('film', text, (column) => column.notNull())
    .addColumn('at', integer, (column) => column.notNull())
    .addColumn('model', text)
    .addColumn('place', integer)
    .addForeignKeyConstraint('events_of_people', ['person'], 'people', ['person'], (key) => key.onDelete('cascade'))
    .modifyEnd(byNumber)
    .execute();
  await schema.createIndex('events_by_person').on('events').columns(['person', 'number']).execute();
  await schema.createIndex('events_by_time').on('events').column('at').execute();
};
