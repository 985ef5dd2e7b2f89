; Imports of Kotlin: @specifier is the dotted name of a type, function or property, or of what a star stands behind.

(import (qualified_identifier) @specifier) @import.import
(import (qualified_identifier) @specifier (identifier) @import.as) @import.import
(import "*" @import.all)
