/** The part of the façade that a parse worker needs: it starts in a fraction of the time that all of the core takes. */
export * from './analysis/analyze-file.ts';
export * from './base/abort.ts';
export * from './base/app-error.ts';
export * from './media/documents/document-reader.ts';
export * from './ports/asset-source.ts';
export * from './syntax/encode-references.ts';
export * from './syntax/parser.ts';
export { provideVocabularies, type VocabularyName } from './tokens/vocabulary-tables.ts';
