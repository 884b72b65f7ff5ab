"""XLSForm: workbooks read into questionnaires and written from them, and the XForm that pyxform makes of them."""
