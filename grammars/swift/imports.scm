; Imports of Swift: @specifier is the module, with a member behind a dot where one was named (`import struct A.B`).

(import_declaration (identifier) @specifier) @import.import
