package forms

import scala.collection.mutable.{Map => MutableMap, _}

sealed trait Shape[+A] { self: Product => type Inner <: A }
case class Circle[A](radius: Double, tags: String*) extends Shape[A] with Ordered[Circle[A]] {
  override def compare(that: Circle[A]): Int = this.radius compare that.radius
}
object Circle { implicit val ordering: Ordering[Circle[_]] = Ordering.by(_.radius) }

class Runner(private val limit: Int)(implicit context: String) {
  lazy val table = for { x <- 1 to limit if x % 2 == 0; y = x * x } yield s"$x -> ${y + 1}"
  def run[T: Manifest](input: Any): Option[T] = input match {
    case Circle(r, _*) if r > 1.0 => None
    case text: String => Some(text.asInstanceOf[T])
    case head :: tail | (head, tail) => None
    case _ => throw new IllegalArgumentException("""raw "text"""")
  }
  var changing: Int => Int = _ + 1
  try { changing(2) } catch { case e: Exception => () } finally println('symbol)
}

def broken( = {
