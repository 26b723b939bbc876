"""Short names for the array types of the numeric kernels."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

ByteArray: TypeAlias = NDArray[np.uint8]
IntArray: TypeAlias = NDArray[np.int32]
AlphabetArray: TypeAlias = NDArray[np.uint32]
LongArray: TypeAlias = NDArray[np.int64]
FloatArray: TypeAlias = NDArray[np.float32]
BoolArray: TypeAlias = NDArray[np.bool_]
HashArray: TypeAlias = NDArray[np.uint64]
AnyArray: TypeAlias = NDArray[Any]
