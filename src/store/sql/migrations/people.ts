import type { Step } from './step.ts';

/** People, their sessions, and failed attempts to sign in. */
export const people: Step = async ({ schema }, { text, integer, byKey }) => {
  await schema
    .createTable('people')
    .addColumn('person', text, (column) => column.primaryKey().notNull())
    .addColumn('since', integer, (column) => column.notNull())
    .addColumn('name', text)
    .addColumn('folded', text, (column) => column.unique())
    .addColumn('password', text)
    .modifyEnd(byKey)
    .execute();
  await schema
    .createTable('sessions')
    .addColumn('digest', text, (column) => column.primaryKey().notNull())
    .addColumn('person', text, (column) => column.notNull())
    .addColumn('since', integer, (column) => column.notNull())
    .addColumn('expires', integer, (column) => column.notNull())
    .addForeignKeyConstraint('sessions_of_people', ['person'], 'people', ['person'], (key) => key.onDelete('cascade'))
    .modifyEnd(byKey)
    .execute();
  await schema.createIndex('sessions_by_person').on('sessions').column('person').execute();
  await schema.createIndex('sessions_by_end').on('sessions').column('expires').execute();
  await schema
    .createTable('failures')
    .addColumn('key', text, (column) => column.primaryKey().notNull())
    .addColumn('count', integer, (column) => column.notNull())
    .addColumn('at', integer, (column) => column.notNull())
    .modifyEnd(byKey)
    .execute();
};
