"""Invented bank card numbers for tests."""


def card(number):
    """A card number with its check digit (ISO/IEC 7812-1, Luhn), so that no row looks mistyped, and
    without zeros at its end, so that none looks rounded."""
    body = "622202%011d7" % number
    total = 0
    for index, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)
