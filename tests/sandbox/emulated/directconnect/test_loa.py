import re

import pytest

from sandbox.emulated.directconnect.loa import pdf
from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws


def test_a_loa_is_issued_when_the_connection_is_pending():
    aws = Aws()
    connection = aws.connection()
    with pytest.raises(AwsError, match="is not available"):
        aws.run(NETWORK, "DescribeLoa", connectionId=connection)
    aws.wait()
    loa = aws.run(NETWORK, "DescribeLoa", connectionId=connection)
    assert loa["loaContentType"] == "application/pdf"
    assert connection.encode() in loa["loaContent"]
    assert aws.run(NETWORK, "DescribeConnectionLoa", connectionId=connection) == {"loa": loa}


def test_the_pdf_has_a_valid_cross_reference_table():
    content = pdf(["a (b) \\ c"])
    start = int(re.findall(rb"startxref\n(\d+)", content)[0])
    assert content[start:].startswith(b"xref")
    for number, offset in enumerate(re.findall(rb"(\d{10}) 00000 n", content), start=1):
        assert content[int(offset) :].startswith(b"%d 0 obj" % number)
    assert rb"a \(b\) \\ c" in content
