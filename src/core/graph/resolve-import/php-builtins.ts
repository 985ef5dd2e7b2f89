/** Top names of the classes and interfaces that PHP and its usual extensions bring along, in the global namespace. */
export const phpBuiltins: ReadonlySet<string> = new Set(
  `stdClass Traversable Iterator IteratorAggregate ArrayAccess Countable Serializable JsonSerializable Stringable UnitEnum
  BackedEnum Closure Generator Fiber FiberError WeakMap WeakReference Attribute AllowDynamicProperties Override
  ReturnTypeWillChange SensitiveParameter SensitiveParameterValue Deprecated NoDiscard InternalIterator
  Throwable Exception ErrorException Error TypeError ValueError ArithmeticError DivisionByZeroError ArgumentCountError
  AssertionError UnhandledMatchError CompileError ParseError RequestParseBodyException
  LogicException BadFunctionCallException BadMethodCallException DomainException InvalidArgumentException LengthException
  OutOfRangeException RuntimeException OutOfBoundsException OverflowException RangeException UnderflowException
  UnexpectedValueException JsonException
  ArrayObject ArrayIterator RecursiveArrayIterator AppendIterator CachingIterator CallbackFilterIterator DirectoryIterator
  EmptyIterator FilesystemIterator FilterIterator GlobIterator InfiniteIterator IteratorIterator LimitIterator
  MultipleIterator NoRewindIterator ParentIterator RecursiveCachingIterator RecursiveCallbackFilterIterator
  RecursiveDirectoryIterator RecursiveFilterIterator RecursiveIterator RecursiveIteratorIterator RecursiveRegexIterator
  RecursiveTreeIterator RegexIterator OuterIterator SeekableIterator SplObserver SplSubject SplDoublyLinkedList SplQueue
  SplStack SplHeap SplMinHeap SplMaxHeap SplPriorityQueue SplFixedArray SplObjectStorage SplFileInfo SplFileObject
  SplTempFileObject SplEnum
  DateTime DateTimeImmutable DateTimeInterface DateTimeZone DateInterval DatePeriod DateException DateError
  Reflection ReflectionClass ReflectionException ReflectionFunction ReflectionFunctionAbstract ReflectionMethod
  ReflectionObject ReflectionParameter ReflectionProperty ReflectionNamedType ReflectionUnionType
  ReflectionIntersectionType ReflectionType ReflectionEnum ReflectionEnumBackedCase ReflectionEnumUnitCase
  ReflectionExtension ReflectionGenerator ReflectionAttribute ReflectionClassConstant ReflectionReference Reflector
  PDO PDOStatement PDOException PDORow mysqli mysqli_result mysqli_stmt mysqli_sql_exception SQLite3 SQLite3Result
  SQLite3Stmt Redis RedisCluster RedisException Memcache Memcached Imagick ImagickDraw ImagickPixel GMP
  DOMDocument DOMElement DOMNode DOMNodeList DOMAttr DOMText DOMXPath DOMException DOMComment DOMCdataSection
  DOMDocumentFragment DOMDocumentType DOMNamedNodeMap DOMProcessingInstruction SimpleXMLElement SimpleXMLIterator
  XMLReader XMLWriter XSLTProcessor LibXMLError SoapClient SoapServer SoapFault SoapHeader SoapVar
  ZipArchive Phar PharData PharFileInfo PharException Collator IntlDateFormatter IntlCalendar IntlChar IntlException
  IntlTimeZone Locale MessageFormatter Normalizer NumberFormatter ResourceBundle Spoofchecker Transliterator
  CURLFile CURLStringFile CurlHandle CurlMultiHandle CurlShareHandle GdImage finfo php_user_filter Directory
  SessionHandler SessionHandlerInterface SessionIdInterface SessionUpdateTimestampHandlerInterface SensitiveParameter
  OpenSSLCertificate OpenSSLAsymmetricKey OpenSSLCertificateSigningRequest HashContext XMLParser Socket AddressInfo
  FFI tidy tidyNode COM VARIANT SNMP Random Dom`
    .split(/\s+/)
    .filter((name) => name !== ''),
);
