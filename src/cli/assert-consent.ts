import { AppError, type QuestionPreflight } from '../core/index.ts';

/** @throws AppError `consent-required` where contents would go to a host for which there is no consent */
export function assertConsent(
  { consentNeededFor: host, sendsPictures, sendsVideos }: Omit<QuestionPreflight, 'model'>,
  otherwise: string,
): void {
  if (host === undefined) return;
  const what = sendsPictures
    ? `Contents of this repository, pictures ${sendsVideos === true ? 'and videos ' : ''}included,`
    : 'Contents of this repository';
  const message = `${what} would be sent to ${host}. Agree with --allow-host ${host}, or ${otherwise}.`;
  throw new AppError('consent-required', message);
}
