/** The thread of a SQLite store. */
import { answerCalls } from '../thread/answer-calls.ts';
import { openFile } from './open-file.ts';

await answerCalls(openFile);
