/** Words behind the mark of a name that announces no secret: what a secret is called, where it is, what it is like. */
const aboutSecret =
  /^(?:(?:user|host|display|nick|class|app)?name|namespace|file|(?:class)?path|ur[li]|id|type|length|len|size|hash|digest|policy|policie|field|label|min|max|minimum|maximum|minute|ttl|expir|arn|ref|reference|param|version|prefix|suffix|pattern|regexp?|class|format|alphabet|count|limit|rotat|bucket|hint|(?:place)?holder|error|message|title|(?:con)?text|reset|confirm|kind|provider|algorithm|encod|charset|header|cookie|store|manager|(?:finger)?print|checksum|integrity|index|offset|column|(?:in)?valid|require|requirement|rule|strength|list|template|stdin|by|prompt|day|scheme|character){1,3}(?:s|es|d|ed|r|er|ers|ter|ting|ted|or|e|ing|ion|ions|ation|ator|ators|ity|ate|y|eter|eters)?$/;

/** The name of a file. */
const ofFile =
  /\.(?:tar|t?gz|zip|txt|md|json|ya?ml|[jt]sx?|py|go|rs|java|rb|php|sh|html?|css|exe|dll|jar|png|jpe?g|svg)$/i;

/** Words right before the mark: of a place in a list, of a switch, of what every page shows. */
const beforeNoSecret =
  /^(?:page|cursor|public|publickey|sync|next|continuation|resume|x?csrf|xsrf|no|not|is|has|assembly|cancellation|start|end|prev|previous|last|first){1,2}$/;

/** Words of a name: parted by signs and by humps, in lower case. */
function wordsOf(name: string): string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());
}

/** Whether what stands before the mark of a name says that it is no secret: `nextPageToken`, `is_password`. */
export function isHarmlessHead(head: string): boolean {
  const words = wordsOf(head);
  const last = words.at(-1) ?? '';
  return beforeNoSecret.test(last) || (last === 'key' && words.at(-2) === 'public');
}

/** Whether what stands behind the mark of a name says that it is no secret: `PASSWORD_FILE`, `tokenExpiry`. */
export function isHarmlessTail(tail: string): boolean {
  if (tail === '' || tail === 's') return false;
  return (
    ofFile.test(tail) ||
    /(?:^|_)b?crypt(?:_|$)/i.test(tail) ||
    wordsOf(tail.replace(/^s(?=[a-z])/, '')).some(isAbout)
  );
}

function isAbout(word: string, index: number, words: readonly string[]): boolean {
  // `TOKEN_ID_RSA` is no identifier.
  return aboutSecret.test(word) && (!/^(?:ids?|len)$/.test(word) || index === words.length - 1);
}
