/** Paths that a file system can hold and that break out of what is written without care. */
export const hostilePaths: readonly string[] = [
  '<img src=x onerror="document.title=1">.ts',
  '</script><script>document.title=1</script>.ts',
  '<!--<script>.ts',
  '"quoted" \'twice\' & `thrice`.ts',
  '`+document.title+`.ts',
  'turned-\u202egnp.ts',
  'hidden\u200b\u2066.ts',
  'line\nend.ts',
  'constructor/__proto__/toString.ts',
  '\u2028\u2029.ts',
  `long/${'n'.repeat(200)}/${'m'.repeat(200)}.ts`,
];
