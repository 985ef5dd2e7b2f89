/**
 * Members of types of the standard library that hold values (`Option`, `Result`, `Arc`, `Mutex`, `Vec`, iterators) which
 * give the value, or something that holds the same values.
 */
export const unwrappingMembers: ReadonlySet<string> = new Set(
  (
    'unwrap expect unwrap_or unwrap_or_else unwrap_or_default unwrap_unchecked ok ok_or ok_or_else or or_else map_err ' +
    'context with_context inspect inspect_err as_ref as_mut as_deref as_deref_mut as_pin_mut clone cloned copied to_owned ' +
    'take replace insert get_or_insert_with get_or_init borrow borrow_mut deref deref_mut get_mut into_inner get_ref ' +
    'lock read write try_lock try_read try_write upgrade ' +
    'iter iter_mut into_iter drain next next_back nth peek peekable by_ref rev skip take_while skip_while step_by filter ' +
    'chain cycle fuse last last_mut first first_mut get get_unchecked pop pop_front pop_back front front_mut back back_mut ' +
    'remove swap_remove find min_by max_by min_by_key max_by_key collect to_vec into_boxed_slice as_slice as_mut_slice'
  ).split(' '),
);

/** Further members of standard types, and of standard traits that any type may have: they tell nothing of a receiver. */
const membersOfMany =
  'from into try_from try_into from_str from_iter to_string to_str as_str as_bytes as_any as_ptr as_mut_ptr default fmt eq ne ' +
  'cmp partial_cmp hash clone_from drop index index_mut add sub mul div rem neg not add_assign sub_assign extend ' +
  'is_empty len is_some is_none is_ok is_err is_some_and is_ok_and unwrap_err expect_err err push push_str push_back ' +
  'push_front append clear contains contains_key entry or_insert or_insert_with or_default keys values values_mut retain ' +
  'truncate resize reserve capacity with_capacity split_off split_at extend_from_slice sort sort_by sort_by_key ' +
  'map map_or map_or_else map_while and and_then then then_some for_each fold filter_map flat_map flatten enumerate zip ' +
  'count sum product all any position rposition partition unzip max min eq_ignore_ascii_case starts_with ends_with ' +
  'trim split lines chars bytes parse join concat repeat replace_with swap load store fetch_add fetch_sub ' +
  'compare_exchange send recv try_send try_recv poll poll_next wake wake_by_ref size_hint flush seek write_all ' +
  'write_str write_fmt read_to_end read_to_string read_exact as_raw_fd into_raw_fd from_raw_fd elapsed duration_since ' +
  'as_secs as_millis to_vec set';

/** Members of `Result` that give its error. */
export const errorMembers: ReadonlySet<string> = new Set(['unwrap_err', 'expect_err', 'err']);

/** Names of members that most values have, or that standard types have. */
export const standardMembers: ReadonlySet<string> = new Set([
  ...unwrappingMembers,
  ...membersOfMany.split(' '),
]);
