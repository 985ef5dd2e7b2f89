; Includes: @specifier is the path as it is written, with its quotes or angle brackets, since the two are looked for in
; different places; or the macro that stands for it. What a condition surrounds may be missing; `#ifndef` is left out, for it guards whole headers.

(preproc_include path: (string_literal) @specifier) @import.include
(preproc_include path: (system_lib_string) @specifier) @import.include
(preproc_include path: (identifier) @specifier) @import.include
; Inside the braces of an array the grammar does not expect a directive.
(initializer_list (ERROR "#include") . (string_literal) @specifier @import.include)

(preproc_ifdef "#ifdef") @optional
(preproc_if) @optional
