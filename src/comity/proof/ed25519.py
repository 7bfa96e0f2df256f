"""Ed25519 in the standard library, so that a bundle can be checked where nothing is installed.

- RFC 8032 section 5.1. `verify` is strict: it accepts one encoding of each key and each signature.
- A key is refused unless y < p, the point lies on the curve and x = 0 comes without a sign (5.1.3); and, which the RFC
  leaves open, when its order divides 8: under such a key one signature fits many messages.
- A signature is refused unless S < L (5.1.7). The equation is SB = R + kA without the cofactor, and R is compared as
  bytes, so that a second encoding of R is never accepted.
- `sign` and `public_key` serve the tests alone. They are not constant in time: the organisation signs in the keeper.
"""

from functools import cache
from hashlib import sha512

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # of -1
SIGN = 1 << 255

Point = tuple[int, int, int, int]  # extended coordinates X : Y : Z : T, with x = X/Z, y = Y/Z, xy = T/Z (5.1.4)

NEUTRAL: Point = (0, 1, 1, 0)


class SignatureError(ValueError):
    """A key, or a signature, that is not accepted."""


def check_key(key: bytes) -> None:
    """Refuse (SignatureError) what is not the one encoding of a point whose order is not small; 32 bytes."""
    _key(key)


def verify(key: bytes, message: bytes, signature: bytes) -> None:
    """Refuse (SignatureError) unless `signature` (64 bytes) is this key's (32 bytes) on the message."""
    point = _key(key)
    if len(signature) != 64:
        raise SignatureError("a signature has 64 bytes")
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= L:
        raise SignatureError("the signature's scalar is not reduced")
    challenge = _digest(signature[:32], key, message)
    if _encoded(_combined(scalar, challenge, _negated(point))) != signature[:32]:
        raise SignatureError("the signature is not this key's on this message")


def public_key(seed: bytes) -> bytes:
    """The public key of a 32-byte seed. For tests: not constant in time."""
    return _encoded(_combined(_secret(seed)[0], 0, NEUTRAL))


def sign(seed: bytes, message: bytes) -> bytes:
    """The signature (64 bytes) of a 32-byte seed's key. For tests: not constant in time."""
    scalar, prefix = _secret(seed)
    nonce = _digest(prefix, message)
    commitment = _encoded(_combined(nonce, 0, NEUTRAL))
    answer = (nonce + _digest(commitment, public_key(seed), message) * scalar) % L
    return commitment + answer.to_bytes(32, "little")


def _secret(seed: bytes) -> tuple[int, bytes]:
    """The secret scalar and the prefix of a seed (5.1.5)."""
    hashed = sha512(seed).digest()
    scalar = int.from_bytes(hashed[:32], "little") & (2**254 - 8) | 2**254
    return scalar, hashed[32:]


def _digest(*parts: bytes) -> int:
    return int.from_bytes(sha512(b"".join(parts)).digest(), "little") % L


def _key(key: bytes) -> Point:
    point = _decoded(key)
    eightfold = _doubled(_doubled(_doubled(point)))
    if eightfold[0] % P == 0 and (eightfold[1] - eightfold[2]) % P == 0:
        raise SignatureError("the key is a point of small order")
    return point


def _decoded(data: bytes) -> Point:
    """The point of an encoding (5.1.3). SignatureError where it is not the one encoding of a point."""
    if len(data) != 32:
        raise SignatureError("a key has 32 bytes")
    number = int.from_bytes(data, "little")
    y = number & (SIGN - 1)
    if y >= P:
        raise SignatureError("the key is not written in its shortest form")
    x = _abscissa(y)
    odd = bool(number & SIGN)
    if x == 0 and odd:
        raise SignatureError("the key gives zero a sign")
    if (x & 1) != odd:
        x = P - x
    return x, y, 1, x * y % P


def _abscissa(y: int) -> int:
    """One of the two x of a y on the curve -x^2 + y^2 = 1 + d x^2 y^2."""
    above, below = (y * y - 1) % P, (D * y * y + 1) % P
    x = above * pow(below, 3, P) * pow(above * pow(below, 7, P), (P - 5) // 8, P) % P
    if (below * x * x + above) % P == 0:
        x = x * ROOT % P
    if (below * x * x - above) % P:
        raise SignatureError("the key is not a point of the curve")
    return x


def _encoded(point: Point) -> bytes:
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (SIGN if x & 1 else 0)).to_bytes(32, "little")


def _negated(point: Point) -> Point:
    return -point[0], point[1], point[2], -point[3]


def _added(one: Point, other: Point) -> Point:
    """RFC 8032 5.1.4; complete, so it needs no special cases."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _doubled(point: Point) -> Point:
    a, b = point[0] * point[0] % P, point[1] * point[1] % P
    h = a + b
    e = h - (point[0] + point[1]) ** 2 % P
    g = a - b
    f = 2 * point[2] * point[2] % P + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def _combined(scalar: int, other: int, point: Point) -> Point:
    """scalar * B + other * point, both at once (Straus), with odd digits in windows."""
    base, wide = _digits(scalar, 7), _digits(other, 5)
    multiples, odd = _base_multiples(), _odd_multiples(point, 8)
    found = NEUTRAL
    for at in range(max(len(base), len(wide)) - 1, -1, -1):
        found = _doubled(found)
        for digits, table in ((base, multiples), (wide, odd)):
            digit = digits[at] if at < len(digits) else 0
            if digit:
                term = table[abs(digit) >> 1]
                found = _added(found, term if digit > 0 else _negated(term))
    return found


def _digits(scalar: int, width: int) -> list[int]:
    """Non-adjacent form: digits of 2^i, each zero or odd and below 2^(width - 1) in size."""
    digits = []
    while scalar:
        digit = scalar % (1 << width) if scalar & 1 else 0
        if digit >> (width - 1):
            digit -= 1 << width
        digits.append(digit)
        scalar = (scalar - digit) >> 1
    return digits


def _odd_multiples(point: Point, count: int) -> list[Point]:
    """1, 3, 5, ... times the point."""
    twice, found = _doubled(point), [point]
    while len(found) < count:
        found.append(_added(found[-1], twice))
    return found


@cache
def _base_multiples() -> list[Point]:
    y = 4 * pow(5, -1, P) % P
    return _odd_multiples(_decoded(y.to_bytes(32, "little")), 32)
