import type { S3Client } from '@aws-sdk/client-s3';
import { explainS3 } from './explain-s3.ts';
import { loadAws } from './load-aws.ts';

/** An object as a list of them shows it. */
export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  /** What tells this version of it from others, in quotes; the MD5 of what was written in one piece. */
  readonly etag: string;
}

/** What an object has to be like for it to be written: this version of it, or `*` for none at all. */
export interface Condition {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: '*' | undefined;
}

/** A part of an upload in parts, from 1. */
export interface UploadedPart {
  readonly number: number;
  readonly etag: string;
  readonly bytes: number;
}

/** A bucket. Every method tells failures as `explainS3` does; the signal's reason where it is aborted. */
export interface Bucket {
  readonly name: string;
  /** All objects whose keys begin so, in order of key. */
  list(prefix: string, most?: number): Promise<StoredObject[]>;
  /** Nothing where there is none. */
  find(key: string): Promise<StoredObject | undefined>;
  /** Whether it is encrypted with a key of KMS or of somebody's own: then its ETag is not its MD5. */
  isSealed(key: string): Promise<boolean>;
  /** The object, or the bytes from `from` up to and without `to`, of the version `etag` if that is given. */
  read(key: string, part?: { etag?: string; from?: number; to?: number }): Promise<{ etag: string; body: Uint8Array }>;
  /** Writes it as a whole; its ETag. */
  write(key: string, body: Uint8Array, condition?: Condition): Promise<string>;
  remove(key: string): Promise<void>;
  /** An upload in parts, of which nobody sees anything before it is completed. */
  begin(key: string): Promise<string>;
  send(key: string, upload: string, number: number, body: Uint8Array): Promise<UploadedPart>;
  /** The parts that have come of an upload; nothing where there is no such upload any more. */
  sent(key: string, upload: string): Promise<UploadedPart[] | undefined>;
  complete(key: string, upload: string, parts: readonly UploadedPart[]): Promise<string>;
  abandon(key: string, upload: string): Promise<void>;
  close(): void;
}

/**
 * A bucket of Amazon S3, or of what speaks its protocol: then its address is in AWS_ENDPOINT_URL_S3 (or AWS_ENDPOINT_URL), and the
 * bucket is a part of the path. Region and credentials come from where all of Amazon's programs look for them: the
 * environment, a profile, the role of a container or an instance. The package is loaded here first; nothing is asked yet.
 */
export async function openBucket(name: string, signal: AbortSignal): Promise<Bucket> {
  const s3 = await loadAws(() => import('@aws-sdk/client-s3'));
  const client = await clientOf(s3.S3Client);
  const Bucket = name;

  /** Does something with an object or a prefix, and says what failed. */
  async function ask<T>(action: string, key: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      throw explainS3(error, { action, bucket: name, key });
    }
  }
  const options = { abortSignal: signal };
  const tagOf = ({ ETag = '' }: { ETag?: string | undefined }): string => ETag;
  const nothingOf = (error: unknown): undefined => {
    if ((error as Error).name === 'NoSuchBucket' || statusOf(error) !== 404) throw error;
  };

  return {
    name,
    list: (Prefix, most = Infinity) =>
      ask('s3:ListBucket', Prefix, async () => {
        const found: StoredObject[] = [];
        let ContinuationToken: string | undefined;
        do {
          const MaxKeys = Math.min(1000, most - found.length);
          const asked = { Bucket, Prefix, MaxKeys, ...(ContinuationToken && { ContinuationToken }) };
          const page = await client.send(new s3.ListObjectsV2Command(asked), options);
          for (const { Key: key = '', Size: bytes = 0, ETag: etag = '' } of page.Contents ?? []) {
            found.push({ key, bytes, etag });
          }
          ContinuationToken = page.NextContinuationToken;
        } while (ContinuationToken && found.length < most);
        return found;
      }),
    find: (Key) =>
      ask('s3:GetObject', Key, async () => {
        const head = await client
          .send(new s3.HeadObjectCommand({ Bucket, Key }), options)
          .catch(async (error: unknown) => {
            // A refusal of this question says no reason; that of the object itself does.
            if (statusOf(error) === 403)
              await client.send(new s3.GetObjectCommand({ Bucket, Key, Range: 'bytes=0-0' }), options);
            return nothingOf(error);
          });
        return head && { key: Key, bytes: head.ContentLength ?? 0, etag: tagOf(head) };
      }),
    isSealed: (Key) =>
      ask('s3:GetObject', Key, async () => {
        const { ServerSideEncryption, SSECustomerAlgorithm } = await client.send(
          new s3.HeadObjectCommand({ Bucket, Key }),
          options,
        );
        return (ServerSideEncryption ?? 'AES256') !== 'AES256' || SSECustomerAlgorithm !== undefined;
      }),
    read: (Key, { etag, from, to } = {}) =>
      ask('s3:GetObject', Key, async () => {
        const Range = from === undefined ? undefined : `bytes=${from}-${to === undefined ? '' : to - 1}`;
        const asked = { Bucket, Key, ...(etag && { IfMatch: etag }), ...(Range && { Range }) };
        const got = await client.send(new s3.GetObjectCommand(asked), options);
        return { etag: tagOf(got), body: await got.Body!.transformToByteArray() };
      }),
    write: (Key, Body, { ifMatch, ifNoneMatch } = {}) =>
      ask('s3:PutObject', Key, async () => {
        const condition = { ...(ifMatch && { IfMatch: ifMatch }), ...(ifNoneMatch && { IfNoneMatch: ifNoneMatch }) };
        return tagOf(await client.send(new s3.PutObjectCommand({ Bucket, Key, Body, ...condition }), options));
      }),
    remove: (Key) =>
      ask('s3:DeleteObject', Key, async () => {
        await client.send(new s3.DeleteObjectCommand({ Bucket, Key }), options);
      }),
    begin: (Key) =>
      ask('s3:PutObject', Key, async () => {
        const begun = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key }), options);
        return begun.UploadId!;
      }),
    send: (Key, UploadId, number, Body) =>
      ask('s3:PutObject', Key, async () => {
        const asked = { Bucket, Key, UploadId, PartNumber: number, Body };
        return { number, etag: tagOf(await client.send(new s3.UploadPartCommand(asked), options)), bytes: Body.length };
      }),
    sent: (Key, UploadId) =>
      ask('s3:ListMultipartUploadParts', Key, async () => {
        const parts: UploadedPart[] = [];
        let PartNumberMarker: string | undefined;
        do {
          const asked = { Bucket, Key, UploadId, ...(PartNumberMarker && { PartNumberMarker }) };
          const page = await client.send(new s3.ListPartsCommand(asked), options).catch(nothingOf);
          if (!page) return undefined;
          for (const { PartNumber: number = 0, ETag: etag = '', Size: bytes = 0 } of page.Parts ?? []) {
            parts.push({ number, etag, bytes });
          }
          PartNumberMarker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
        } while (PartNumberMarker);
        return parts;
      }),
    complete: (Key, UploadId, parts) =>
      ask('s3:PutObject', Key, async () => {
        const Parts = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }));
        const asked = { Bucket, Key, UploadId, MultipartUpload: { Parts } };
        return tagOf(await client.send(new s3.CompleteMultipartUploadCommand(asked), options));
      }),
    abandon: (Key, UploadId) =>
      ask('s3:AbortMultipartUpload', Key, async () => {
        await client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key, UploadId }), options).catch(nothingOf);
      }),
    close: () => client.destroy(),
  };
}

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

/** Where no region is said the bucket's own is found out by being sent there. */
async function clientOf(Client: typeof S3Client): Promise<S3Client> {
  const settings = {
    forcePathStyle: Boolean(process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL']),
    followRegionRedirects: true,
    maxAttempts: 5,
    // A connection on which nothing comes or goes any more is given up.
    requestHandler: { connectionTimeout: 5000, socketTimeout: 60_000 },
  };
  const client = new Client(settings);
  const isSaid = await client.config.region().then(Boolean, () => false);
  if (isSaid) return client;
  client.destroy();
  return new Client({ ...settings, region: 'us-east-1' });
}
