; Includes: @specifier is the path, with its angle brackets where it was written in them (`<stdio.h>`), since those are
; looked for elsewhere. What a condition surrounds may be missing; `#ifndef` is left out, for it guards whole headers.

(preproc_include path: (string_literal (string_content) @specifier)) @import.include
(preproc_include path: (system_lib_string) @specifier) @import.include

(preproc_ifdef "#ifdef") @optional
(preproc_if) @optional
