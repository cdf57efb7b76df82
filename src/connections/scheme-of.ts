/** The scheme of an address, in small letters: `s3` of `S3://films/x`; nothing where it is a path of this machine. */
export const schemeOf = (place: string): string | undefined =>
  /^([a-z][a-z0-9+.-]*):\/\//i.exec(place)?.[1].toLowerCase();
