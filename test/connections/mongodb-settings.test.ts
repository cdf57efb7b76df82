import { expect, test } from 'vitest';
import { mongodbSettings } from '../../src/connections/mongodb.ts';
import { requireAddress } from '../../src/connections/require-address.ts';

const nobody = {};

test('the user and the password are taken out of the address, whatever signs they hold', () => {
  const { address, options, database, shown } = mongodbSettings('mongodb://an%3Ana:p%40s,s%2F@db:27018/films', nobody);
  expect(options.auth).toEqual({ username: 'an:na', password: 'p@s,s/' });
  expect([address, database, shown]).toEqual(['mongodb://db:27018/films', 'films', 'mongodb://db:27018/films']);
});

test('what an address leaves out of them comes from the environment; without any there are none', () => {
  const environment = { MOVIEREC_DATABASE_USER: 'anna', MOVIEREC_DATABASE_PASSWORD: 's:@/%' };
  expect(mongodbSettings('mongodb://db/films', environment).options.auth).toEqual({
    username: 'anna',
    password: 's:@/%',
  });
  expect(mongodbSettings('mongodb://ben@db/films', environment).options.auth).toMatchObject({ username: 'ben' });
  expect(mongodbSettings('mongodb://db/films', nobody).options).not.toHaveProperty('auth');
});

test('all hosts of a set and all options are handed on, and so is a name that stands for hosts', () => {
  const set = 'mongodb://a:27017,b,[::1]:27019/films?replicaSet=rs&authSource=admin';
  expect(mongodbSettings(set.replace('//', '//anna:x@'), nobody).address).toBe(set);
  expect(mongodbSettings('mongodb+srv://anna:x@cluster.example/films?tls=true', nobody).address).toBe(
    'mongodb+srv://cluster.example/films?tls=true',
  );
  expect(requireAddress(set, nobody).url.host).toBe('a:27017');
});

test('what is shown of a set of servers has no password and no option', () =>
  expect(mongodbSettings('mongodb://anna:x,y@z@a,b/films?tlsCertificateKeyFilePassword=secret', nobody).shown).toBe(
    'mongodb://a,b/films',
  ));

test('a collection after the name of the database is not looked at', () =>
  expect(mongodbSettings('mongodb://db/films.ratings', nobody).address).toBe('mongodb://db/films'));

test('what waits for how long is said where the address does not say it', () => {
  expect(mongodbSettings('mongodb://db/films', nobody).options.serverSelectionTimeoutMS).toBe(5000);
  expect(mongodbSettings('mongodb://db/films?serverselectiontimeoutms=7', nobody).options).not.toHaveProperty(
    'serverSelectionTimeoutMS',
  );
});

test.each([
  'mongodb://db',
  'mongodb://db/',
  'mongodb:///films',
  'mongodb://a,b',
  'mongodb://db:99999/films',
  'mongodb://db/a b',
])('"%s" is no address', (address) =>
  expect(() => mongodbSettings(address, nobody)).toThrow(expect.objectContaining({ code: 'BAD_ADDRESS' })),
);
