import type { AttachedPicture } from './ask-messages.ts';

/** The types that the file picker offers, and that may be pasted and dropped. */
export const pictureTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** A picture that is attached, with an address at which this page can show it. */
export interface ReadPicture extends AttachedPicture {
  readonly url: string;
}

/**
 * Reads a picture's file. WebP and GIF (its first frame) become PNG, since text is recognised in PNG and JPEG only.
 * Rejects with a message for people when it is no picture.
 */
export async function readPicture(file: Blob, name: string): Promise<ReadPicture> {
  if (!pictureTypes.includes(file.type)) {
    throw new Error(`${name} is not a PNG, JPEG, WebP or GIF picture.`);
  }
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined) throw new Error(`${name} cannot be read as a picture.`);
  const readable = file.type === 'image/png' || file.type === 'image/jpeg' ? file : await toPng(picture);
  picture.close();
  const bytes = new Uint8Array(await readable.arrayBuffer());
  return { name, bytes, url: URL.createObjectURL(readable) };
}

async function toPng(picture: ImageBitmap): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be converted.'))),
      'image/png',
    );
  });
}

/** The pictures in what was pasted or dropped. A pasted screenshot has no name of its own. */
export function picturesIn(data: DataTransfer | null): { readonly file: File; readonly name: string }[] {
  return [...(data?.files ?? [])]
    .filter((file) => file.type.startsWith('image/'))
    .map((file) => ({
      file,
      name: file.name === '' || file.name === 'image.png' ? 'Pasted image' : file.name,
    }));
}
