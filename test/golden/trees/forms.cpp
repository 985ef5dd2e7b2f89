#pragma once
#include <vector>
namespace forms::inner {
template <typename T, int N = 3, typename... Rest> requires std::integral<T>
class Box final : public Base<T>, private virtual Other {
 public:
  explicit constexpr Box(T value = {}) noexcept : value_{value}, Base<T>(value) {}
  virtual ~Box() = default;
  Box(const Box &) = delete;
  template <class U> auto operator<=>(const Box<U> &other) const -> decltype(value_ <=> other.value_);
  operator bool() const & { return static_cast<bool>(value_); }
  friend std::ostream &operator<<(std::ostream &, const Box &);
  enum class Side : unsigned char { left = 'l', right };
 private:
  T value_; static inline thread_local int count = 0;
};
using Alias = std::vector<Box<int, (4 > 3)>>;
concept Small = sizeof(int) < 8;
}  // namespace forms::inner
[[nodiscard]] auto run(int &&x) {
  auto lambda = [&, copy = std::move(x)]<typename T>(T... args) mutable -> int { return (args + ... + copy); };
  for (auto &[key, value] : table) if (auto it = map.find(key); it != map.end()) co_yield it->second;
  try { throw std::runtime_error(R"x(raw)x"); } catch (...) { delete[] new int[3]{1, 2, 3}; }
  return lambda(1, 2'000, 0b11, "text"_s);
}
void broken(int a, { return
