@file:JvmName("Forms")
package forms

import kotlin.math.sqrt as root

sealed interface Shape
data class Circle(val radius: Double = 1.0) : Shape
object Nothing : Shape
enum class Side(val sign: Int) { LEFT(-1), RIGHT(1) { override fun toString() = "r" } }

inline fun <reified T : Any> List<T>.second(crossinline block: (T) -> Unit = {}): T? = getOrNull(1)?.also { block(it) }

class Box<in T>(private var item: Any?) : Shape by Nothing where T : Comparable<T> {
    val size: Int by lazy { 1 }
    var name: String
        get() = "box $item ${item ?: "none"}"
        set(value) { field = value }
    companion object { const val LIMIT = 0xFFL }
    suspend operator fun plus(other: Box<T>) = when (val shape = other.item) {
        is Circle -> root(shape.radius)
        in 1..10, !in 20 downTo 15 -> 2.0
        else -> throw IllegalStateException("""raw $shape""")
    }
}

fun broken( {
