/// Hash functions that are broken for anything but talking to systems that require them.
///
/// The name stands in every use, so that nobody reaches for one of them by accident.
package enum Insecure {}
