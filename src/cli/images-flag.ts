/** `--images` of the verbs that send a pack to a model: the setting `sendPictures` for this time. */
export const imagesFlag = {
  option: { images: { type: 'string' } },
  help: {
    images: 'on|off  whether pictures of the repository go along to a model that sees (default on)',
  },
} as const;
