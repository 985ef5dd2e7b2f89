; Directives that name another file: @specifier is the address in its quotes. Of a conditional import every address may
; be taken. `part of` leads back to the file whose `part` names this one, and is left out.

(library_import (import_specification (configurable_uri (uri (string_literal) @specifier)))) @import.import
(library_import
  (import_specification
    (configurable_uri (configuration_uri (uri (string_literal) @specifier))))) @import.import
(library_import (import_specification (uri (string_literal) @specifier))) @import.dynamic
(library_export (configurable_uri (uri (string_literal) @specifier))) @import.re-export
(library_export (configurable_uri (configuration_uri (uri (string_literal) @specifier)))) @import.re-export
(part_directive (uri (string_literal) @specifier)) @import.include

(combinator "show" (identifier) @import.name)
