"""Operations that a resource-based policy cannot grant to other accounts, although it can name them."""

from __future__ import annotations

from sandbox.iam.refusals import pages
from sandbox.iam.request import Request
from sandbox.iam.service_refusal import ServiceRefusal


def _from_another_account(request: Request) -> bool:
    return not request.same_account


CROSS_ACCOUNT = (
    ServiceRefusal(
        "s3:DeleteBucketPolicy s3:GetBucketPolicy s3:PutBucketPolicy",
        "*",
        "only principals of the bucket owner's account can use the bucket's policy",
        f"{pages.S3_API}/API_PutBucketPolicy.html",
        _from_another_account,
    ),
    ServiceRefusal(
        "sqs:AddPermission sqs:CancelMessageMoveTask sqs:CreateQueue sqs:DeleteQueue sqs:ListMessageMoveTasks "
        "sqs:ListQueueTags sqs:ListQueues sqs:RemovePermission sqs:SetQueueAttributes sqs:StartMessageMoveTask "
        "sqs:TagQueue sqs:UntagQueue",
        "*",
        "cross-account permissions do not apply to this operation of SQS",
        f"{pages.SQS_GUIDE}/sqs-limitations-of-custom-policies.html",
        _from_another_account,
    ),
)
