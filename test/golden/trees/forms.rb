# frozen_string_literal: true
require_relative 'helper'

module Forms
  class Box < Struct.new(:item, :size, keyword_init: true)
    include Comparable
    attr_accessor :name
    LIMIT = 0x10
    class << self
      def [](*items, **options, &block) = new(item: items, size: options.fetch(:size) { 1 })
    end

    def <=>(other)
      return -1 unless other
      case other
      in { size: Integer => n } if n > 1 then n
      in [first, *] | nil then 0
      else raise ArgumentError, "bad #{other.inspect}"
      end
    rescue KeyError, TypeError => e
      retry if (@tries ||= 0) < 3
    ensure
      puts <<~TEXT, 'plain'
        heredoc #{@name}
      TEXT
    end

    def each(&) = item&.each_with_index { |x, i; local| yield x if i.even? and not x.nil? }
    alias_method :every, :each
  end
end

%w[a b].map(&:upcase).grep(/\A[a-z]+#{1}\z/i) do |match| $stdout << match..nil end
def broken(
